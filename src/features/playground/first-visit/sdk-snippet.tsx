import { useState } from 'react';
import { CodeBlock } from '@/ui/code-block';
import { Segmented } from '@/ui/segmented';
import { ownUrl } from '@/lib/own-address';

const LANGUAGES = ['Python', 'TypeScript', 'cURL', '4D'] as const;
type Language = (typeof LANGUAGES)[number];

/** What points a client at this server, in the words of each SDK. A key of any form does where the server asks for none. */
function sdkSnippet(language: Language, baseUrl: string, model: string): string {
  switch (language) {
    case 'Python':
      return `from openai import OpenAI\nclient = OpenAI(base_url="${baseUrl}", api_key="unused")`;
    case 'TypeScript':
      return `import OpenAI from 'openai';\nconst client = new OpenAI({ baseURL: '${baseUrl}', apiKey: 'unused' });`;
    case 'cURL':
      return `curl ${baseUrl}/chat/completions \\\n  -H 'Content-Type: application/json' \\\n  -d '{"model": ${JSON.stringify(model)}, "store": true, "messages": [{"role": "user", "content": "Hello"}]}'`;
    case '4D':
      return `var $client:=cs.AIKit.OpenAI.new({apiKey: "unused"; baseURL: "${baseUrl}"})`;
  }
}

/** `model`: one that answers here. */
export function PointYourSdk({ model }: { model: string }) {
  const [language, setLanguage] = useState<Language>('Python');
  return (
    <section aria-labelledby="point-your-sdk">
      <h3 id="point-your-sdk" className="text-sm font-semibold">
        Point your SDK here
      </h3>
      <p className="mt-0.5 mb-2.5 text-ink-2">
        Every answer with <code className="font-mono text-xs">store: true</code> lands in
        Completions.
      </p>
      <CodeBlock code={sdkSnippet(language, ownUrl('/v1'), model)} label={language} />
      <Segmented
        label="Language"
        className="mt-2"
        options={LANGUAGES.map((value) => ({ value, label: value }))}
        value={language}
        onChange={setLanguage}
      />
    </section>
  );
}
