"""Why a number became the fact it is: the rules of the stages, told in plain words."""
