// Says on the page that a passkey did not work; otherwise only the browser's console would know.
document.addEventListener('allauth.error', function (event) {
  const words = document.getElementById('passkey_failed')
  if (words) {
    event.preventDefault()
    words.hidden = false
  }
})
