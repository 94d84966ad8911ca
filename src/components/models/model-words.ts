/** As it is shown where there is little room: of a model that is named by its file, as llama.cpp does, the file alone. */
export function modelWords(model: string): string {
  return model.replace(/^([\w-]+:)??(?:[A-Za-z]:)?[\\/].*[\\/](?=.)/s, (_, provider = '') =>
    String(provider),
  );
}
