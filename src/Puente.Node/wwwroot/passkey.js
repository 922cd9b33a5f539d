// Passkeys in the browser. A form with data-passkey="create" or "get" asks its data-options address for options, has the browser make or
// use a passkey, puts the answer into its fields "state" and "credential" and is sent. Texts come from data attributes.

const supported = () => window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

function say(form, key) {
  const place = form.querySelector('[data-passkey-says]');
  if (!place) return;
  place.textContent = form.dataset[key] ?? '';
  place.hidden = !place.textContent;
}

async function perform(form) {
  const answer = await fetch(form.dataset.options, { method: 'POST', body: new FormData(form), credentials: 'same-origin' });
  if (answer.status === 429) throw new Error('many');
  if (!answer.ok) throw new Error('failed');
  const { options, state } = await answer.json();
  const publicKey = JSON.parse(options);
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  form.elements.namedItem('state').value = state;
  form.elements.namedItem('credential').value = JSON.stringify(credential);
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const button = form.querySelector('button[type=submit]');
  if (!supported()) {
    say(form, 'unsupported');
    continue;
  }
  form.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    say(form, 'waiting');
    try {
      await perform(form);
      HTMLFormElement.prototype.submit.call(form);
    } catch (error) {
      say(form, error.message === 'many' ? 'many' : error.name === 'InvalidStateError' ? 'known' : 'failed');
      button.disabled = false;
    }
  });
}
