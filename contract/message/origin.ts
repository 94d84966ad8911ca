/**
 * Which model family of which provider gave an answer, so that it is known later whether another one is asked. The
 * family is the name up to its first figure: `deepseek-chat` and `deepseek-reasoner` are one, models of two makers
 * behind one provider are not. `source` is where the request goes: this server, or a provider of the browser's own.
 */
export function originOf(source: string, model: string): string {
  const { provider, name } = splitModel(model);
  const slash = name.lastIndexOf('/');
  const family = /^[a-z]*/i.exec(name.slice(slash + 1))?.[0].toLowerCase() ?? '';
  return [source, provider, name.slice(0, slash + 1).toLowerCase() + (family || name)].join('|');
}

/** `provider:model`; a name as `llama3.2:1b` has its colon behind the model. */
function splitModel(model: string): { provider: string; name: string } {
  const at = model.indexOf(':');
  const head = model.slice(0, at);
  const isProvider = at > 0 && !/[\d/.]/.test(head);
  return isProvider ? { provider: head, name: model.slice(at + 1) } : { provider: '', name: model };
}
