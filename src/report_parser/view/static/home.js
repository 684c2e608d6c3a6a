/* The page to drop a report on: files are dropped, downloads fetched so that a refusal is told in place. */
const form = byId("drop");
if (form) {
  const zone = form.querySelector(".zone");
  const said = byId("said");
  const file = byId("file");
  const tell = (key, values) => { said.textContent = key ? say(key, values) : ""; };

  document.addEventListener("translated", () => { form.elements.lang.value = language; });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    file.dispatchEvent(new Event("change"));
  });
  file.addEventListener("change", () => { tell(file.files.length ? "home.ready" : null, { name: file.files[0]?.name }); });

  form.addEventListener("submit", (event) => {
    if (!file.files.length && !byId("pasted").value.trim()) {
      event.preventDefault();
      tell("home.nothing");
      return;
    }
    const address = event.submitter ? event.submitter.formAction : form.action;
    tell("home.working");
    if (address.endsWith("/page")) return;
    event.preventDefault();
    fetch(address, { method: "POST", body: new FormData(form) }).then(async (answer) => {
      if (!answer.ok) {
        said.textContent = await answer.text();
        return;
      }
      const name = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition"))[1]);
      const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: name });
      link.click();
      tell("home.done", { name });
    }).catch((error) => { said.textContent = String(error); });
  });
}
