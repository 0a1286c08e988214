// Which parts of the Utrecht components we use, and what they are called in our pages.
// A name in <> is an element, so that plain HTML looks right without a class.
// What is not named here is left out of the built style sheets.

export const PUBLIC = {
  document: { "": ".document", "--surface": ".document" },
  "heading-1": { "": "<h1>" },
  "heading-2": { "": "<h2>" },
  "heading-3": { "": "<h3>" },
  "heading-4": { "": "<h4>" },
  paragraph: { "": "<p>", "--lead": ".lead", "--small": ".small" },
  link: { "": "<a>", "--html-a": "<a>", "--current": ".link--current" },
  "status-badge": { "": ".status" },
  separator: { "": "<hr>" },
  button: {
    "": ".button",
    "--primary-action": ".button--action",
    "--secondary-action": ".button--second",
    "--subtle": ".button--quiet",
    "--danger": ".button--danger",
  },
  "skip-link": { "": ".skip-link", "--visible-on-focus": ".skip-link" },
  alert: {
    "": ".notice",
    "__icon": ".notice__icon",
    "__content": ".notice__content",
    "__message": ".notice__content",
    "--info": ".notice--info",
    "--ok": ".notice--ok",
    "--warning": ".notice--warning",
    "--error": ".notice--danger",
  },
  "form-field": { "": ".field", "--invalid": ".field--wrong" },
  "form-label": { "": ".field__label" },
  "form-field-description": { "": ".field__hint" },
  "form-field-error-message": { "": ".field__error" },
  "form-fieldset": {
    "": ".fieldset",
    "--html-fieldset": ".fieldset",
    "__legend": ".fieldset__legend",
    "__legend--html-legend": ".fieldset__legend",
  },
  textbox: { "": ".textbox", "--html-input": ".textbox" },
  textarea: { "": ".textarea", "--html-textarea": ".textarea" },
  select: { "": ".select", "--html-select": ".select" },
  table: {
    "": ".table",
    "__caption": ".table__caption",
    "__header": ".table__head",
    "__body": ".table__body",
    "__row": ".table__row",
    "__header-cell": ".table__head-cell",
    "__cell": ".table__cell",
    "__cell--numeric-column": ".table__cell--number",
  },
  "data-list": {
    "": ".facts",
    "__item-key": ".facts__term",
    "__item-value": ".facts__value",
    "__item-value--html-dd": ".facts__value",
  },
};

export const WORK = {
  pagination: {
    "": ".pager",
    "__page-link": ".pager__page",
    "__page-link--current": ".pager__page--current",
    "__relative-link": ".pager__step",
  },
};
