// Run as: npx html-validate --config frontend/.htmlvalidate.mjs <pages as the server sends them>
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "no-redundant-role": "off", // tables that become cards lose their meaning in some browsers without roles
    "no-redundant-for": "off", // Django writes both; older speech software needs `for`
    "tel-non-breaking": "off", // numbers are kept on one line by the style sheet
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button", "reset"] }],
    "no-trailing-whitespace": "off", // left behind by template tags
  },
};
