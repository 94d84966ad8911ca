/** Providers that many have a key of, with the address of their API in OpenAI's form. */
export const PROVIDER_PRESETS = [
  { name: 'openai', title: 'OpenAI', address: 'https://api.openai.com/v1' },
  { name: 'anthropic', title: 'Anthropic', address: 'https://api.anthropic.com/v1' },
  {
    name: 'google',
    title: 'Google',
    address: 'https://generativelanguage.googleapis.com/v1beta/openai',
  },
  { name: 'mistral', title: 'Mistral', address: 'https://api.mistral.ai/v1' },
  { name: 'groq', title: 'Groq', address: 'https://api.groq.com/openai/v1' },
  { name: 'openrouter', title: 'OpenRouter', address: 'https://openrouter.ai/api/v1' },
] as const;
