import type { CollectionName } from '#domain/records/collections.ts';
import { RULES_VARIABLE } from './rules-bundle.ts';

/**
 * The text of a collection's `validate_doc_update`.
 *
 * CouchDB wants text that starts with `function` and ends with its closing brace. It compiles the text once but runs the
 * whole body for every document, so the rules are kept on the function itself after the first call (`arguments.callee`,
 * since CouchDB drops a function's name); where the engine has sealed the function they are just built again.
 * A refusal is thrown as its reason with the details behind it, which the consoles put into words (domain/records/reason-words.ts).
 * @param rulesBundle from `loadRulesBundle`
 */
export function compileValidation(collection: CollectionName, rulesBundle: string): string {
  return `function (newDoc, oldDoc, userCtx, secObj) {
  var self = arguments.callee;
  var rules = self.rules;
  if (!rules) {
    ${rulesBundle.trim()}
    rules = ${RULES_VARIABLE};
    try { self.rules = rules; } catch (sealed) {}
  }
  var verdict = rules.checkDocumentWrite({
    collection: ${JSON.stringify(collection)},
    before: oldDoc,
    after: newDoc,
    actor: { name: userCtx.name, roles: userCtx.roles },
    now: new Date().toISOString()
  });
  if (verdict.ok) return;
  var words = verdict.reason + (verdict.details ? ' ' + JSON.stringify(verdict.details) : '');
  if (verdict.code === 'unauthorized') throw({ unauthorized: words });
  throw({ forbidden: words });
}`;
}
