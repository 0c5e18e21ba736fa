// Passkeys need JavaScript and a device that has one; without either, password and code remain.
const forms = document.querySelectorAll("form[data-passkey]");

async function options(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const wanted = await options(form);
  if (form.dataset.passkey === "get") return webauthnJSON.get(wanted);
  const choice = wanted.publicKey.authenticatorSelection;
  choice.residentKey = choice.userVerification = "required";
  choice.requireResidentKey = true;
  return webauthnJSON.create(wanted);
}

async function use(event) {
  event.preventDefault();
  const form = event.target;
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await ask(form));
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

for (const form of forms) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", use);
}
