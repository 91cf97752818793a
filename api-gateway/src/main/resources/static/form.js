// @ts-check

/* A form of labelled fields, which tells beside each what the gateway says of it. */
import { isRefusal, messageOf, Refusal } from './api.js';
import { choice, element, problemLine } from './ui.js';

/** @import { Option } from './ui.js' */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} [type]
 * @property {readonly Option[]} [options]
 * @property {string | boolean} [value]
 * @property {string} [hint]
 * @property {boolean} [required]
 * @property {AutoFill} [autocomplete]
 * @property {string} [step]
 * @property {number} [min]
 * @property {number} [max]
 */

/**
 * @template {Record<string, string | boolean>} Values
 * @typedef {object} Asked
 * @property {(Field & { name: keyof Values })[]} fields
 * @property {string} submit
 * @property {(values: Values) => Promise<void>} onSubmit
 * @property {string} [className]
 */

/**
 * @template {Record<string, string | boolean>} Values
 * @param {Asked<Values>} asked
 */
export function form({ fields, submit, onSubmit, className = 'fields' }) {
  const made = element('form', className);
  made.noValidate = true;
  /** @type {Map<string, Input>} */
  const inputs = new Map();
  /** @type {Map<string, HTMLElement>} */
  const problems = new Map();
  fields.forEach((field) => {
    const { box, input, problem } = boxOf(field);
    made.append(box);
    inputs.set(field.name, input);
    problems.set(field.name, problem);
  });
  const problem = problemLine();
  const send = element('button', 'main', submit);
  send.type = 'submit';
  made.append(problem.node, send);
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    problems.forEach((place) => { place.hidden = true; });
    inputs.forEach((input) => input.removeAttribute('aria-invalid'));
    problem.tell('');
    send.disabled = true;
    try {
      const values = Object.fromEntries([...inputs].map(([name, input]) => [name, valueOf(input)]));
      await onSubmit(/** @type {Values} */ (values));
    } catch (failure) {
      if (!isRefusal(failure, 401)) problem.tell(tellBeside(inputs, problems, failure));
    } finally {
      send.disabled = false;
    }
  });
  return made;
}

/**
 * A field with its label, and a place for what is wrong with it.
 *
 * @param {Field} field
 */
function boxOf(field) {
  const id = `f${Math.random().toString(36).slice(2)}`;
  const input = inputOf(field);
  Object.assign(input, { id, name: field.name, required: field.required === true });
  if (field.autocomplete) input.autocomplete = field.autocomplete;
  for (const name of /** @type {const} */ (['step', 'min', 'max'])) {
    const limit = field[name];
    if (limit !== undefined) input.setAttribute(name, String(limit));
  }
  const problem = element('span', 'problem');
  problem.id = `${id}p`;
  problem.hidden = true;
  const hint = element('span', 'soft small', field.hint);
  hint.id = `${id}h`;
  input.setAttribute('aria-describedby', field.hint ? `${hint.id} ${problem.id}` : problem.id);
  const label = element('label', '', field.label);
  label.htmlFor = id;
  const box = element('div', field.type === 'checkbox' ? 'field check' : 'field');
  box.append(label, input);
  if (field.hint) box.append(hint);
  box.append(problem);
  return { box, input, problem };
}

/**
 * @param {Field} field
 * @returns {Input}
 */
function inputOf({ type, options, value }) {
  if (type === 'checkbox') {
    const box = element('input');
    box.type = type;
    box.checked = value === true;
    return box;
  }
  const input = options ? choice(options) : element(type === 'textarea' ? 'textarea' : 'input');
  if (input instanceof HTMLInputElement) input.type = type || 'text';
  if (value !== undefined) input.value = String(value);
  return input;
}

/** @param {Input} input */
function valueOf(input) {
  if (input instanceof HTMLInputElement && input.type === 'checkbox') return input.checked;
  return input.type === 'password' ? input.value : input.value.trim();
}

/**
 * Tells beside each field what is wrong with it. Gives what is to be told of the whole form.
 *
 * @param {Map<string, Input>} inputs
 * @param {Map<string, HTMLElement>} problems
 * @param {unknown} failure
 */
function tellBeside(inputs, problems, failure) {
  const errors = failure instanceof Refusal ? failure.errors : [];
  if (errors.length === 0) return messageOf(failure);
  const elsewhere = errors.filter((error) => {
    const name = error.field.replace(/\[.*/, '');
    const place = problems.get(name);
    if (!place) return true;
    inputs.get(name)?.setAttribute('aria-invalid', 'true');
    place.textContent = error.message;
    place.hidden = false;
    return false;
  });
  return elsewhere.map((error) => `${error.field}: ${error.message}`).join(' ');
}
