import type { RowName } from './parameter-rows';

/** What each parameter does, its range and its default, in a sentence or two; loaded when somebody asks. */
export const parameterDocs: Record<RowName, string> = {
  temperature: 'How freely words are chosen: low is predictable, high is varied. Default 1.',
  top_p:
    'Only the likeliest words that together have this probability are chosen from. Change it or the temperature, not both. Default 1.',
  max_completion_tokens:
    'Where the answer is cut, its hidden reasoning included. Not set: the model’s own limit.',
  n: 'How many answers to generate; each one is paid for. Default 1.',
  stop: 'The answer ends before any of these texts. Reasoning models refuse it.',
  seed: 'Asks for the same answer to the same request, as far as the provider can. Up to 19 digits; OpenAI is giving it up.',
  reasoning_effort:
    'How long a reasoning model thinks before it answers. Not every model knows every value. Default medium.',
  response_format:
    'json_schema holds the answer to a schema, json_object to any JSON (then the prompt must speak of JSON).',
  tools: 'What the model may call: up to 128 functions or custom tools, each with a name.',
  tool_choice:
    'auto leaves it to the model, none forbids calls, required asks for at least one; or name the tool.',
  parallel_tool_calls: 'Whether one answer may hold several calls. Default: it may.',
  max_tokens:
    'The older name of max_completion_tokens, for servers that know no other. Reasoning models refuse it.',
  verbosity: 'How much a newer model says. Default medium.',
  frequency_penalty:
    'Above 0, a word becomes less likely each time it was used; below 0, likelier. Default 0.',
  presence_penalty:
    'Above 0, a word that was used once becomes less likely, so new topics come up. Default 0.',
  top_k: 'Only so many of the likeliest tokens are chosen from. 0: all of them.',
  min_p: 'Leaves out tokens less likely than this share of the likeliest one.',
  typical_p: 'Prefers tokens about as surprising as the text so far. 1: off.',
  repeat_penalty: 'Above 1, what was said already becomes less likely; 1: off.',
  repetition_penalty: 'Above 1, what was said already becomes less likely; 1: off.',
  logit_bias:
    'Makes single tokens likelier or less likely: token ids with −100 (never) to 100 (always).',
  logprobs: 'Brings the probability of every token, shown with the answer. Default off.',
  top_logprobs:
    'How many of the likeliest tokens come with their probabilities at each place: 0 to 20.',
  modalities:
    'Whether a model that can speak also answers with sound; it then needs audio. Default text.',
  audio:
    'The voice and the format of a spoken answer. While it streams, only pcm16 is known to work.',
  prediction:
    'Text that the answer will mostly repeat, such as a file with small changes: it then comes faster.',
  web_search_options:
    'Lets a search model look things up: search_context_size low, medium or high; user_location.',
  service_tier:
    'flex is cheaper and slower, priority faster and dearer. Default auto: as the project is set up.',
  prompt_cache_key:
    'Requests with the same key and beginning find each other’s cached prompt more often.',
  prompt_cache_retention:
    'How long a cached prompt lives; newer models take prompt_cache_options instead.',
  prompt_cache_options: 'ttl, and mode: implicit or explicit. For newer models.',
  moderation: 'Has the prompt and the answer judged by a moderation model in the same request.',
  safety_identifier: 'Stands for one user of your application, hashed: at most 64 characters.',
  user: 'The older way to name a user; safety_identifier and prompt_cache_key took its place.',
  numberOfMessages:
    'Sends only the last messages of a long conversation. System messages always go along; a tool call and its results are sent together or not at all, with the question they belong to.',
  other: 'Members of the request that have no field here, such as those of one server.',
};
