// Says on the page that a passkey did not work; otherwise only the browser's console would know.
document.addEventListener('allauth.error', function (event) {
  const words = document.getElementById('passkey_failed')
  if (words) {
    event.preventDefault()
    words.hidden = false
  }
})
// allauth sends the form itself, once the passkey is made; also after the Enter key in the name.
const add = document.getElementById('passkey_add')
if (add) add.form.addEventListener('submit', function (event) { event.preventDefault() })
