import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { serverQueries } from '@/queries/server-queries';
import { CodeBlock } from '@/ui/code-block';
import { Segmented } from '@/ui/segmented';
import { ownUrl } from '@/lib/own-address';

const LANGUAGES = ['Python', 'TypeScript', 'cURL', '4D'] as const;
type Language = (typeof LANGUAGES)[number];

/**
 * What points a client at this server, in the words of each SDK. A key of any form does where the server asks for none;
 * where it asks, the SDKs take theirs from the environment.
 */
function sdkSnippet(
  language: Language,
  { baseUrl, model, isAsked }: { baseUrl: string; model: string; isAsked: boolean },
): string {
  switch (language) {
    case 'Python':
      return `from openai import OpenAI\nclient = OpenAI(base_url="${baseUrl}"${isAsked ? '' : ', api_key="unused"'})`;
    case 'TypeScript':
      return `import OpenAI from 'openai';\nconst client = new OpenAI({ baseURL: '${baseUrl}'${isAsked ? '' : ", apiKey: 'unused'"} });`;
    case 'cURL':
      return `curl ${baseUrl}/chat/completions \\\n${isAsked ? KEY : ''}  -H 'Content-Type: application/json' \\\n  -d '{"model": ${JSON.stringify(model).replaceAll("'", String.raw`'\''`)}, "store": true, "messages": [{"role": "user", "content": "Hello"}]}'`;
    case '4D':
      return `var $client:=cs.AIKit.OpenAI.new({apiKey: "${isAsked ? 'your access token' : 'unused'}"; baseURL: "${baseUrl}"})`;
  }
}

const KEY = '  -H "Authorization: Bearer $OPENAI_API_KEY" \\\n';

/** `model`: one that answers here. */
export function PointYourSdk({ model }: { model: string }) {
  const [language, setLanguage] = useState<Language>('Python');
  const isAsked = Boolean(useQuery(serverQueries.info()).data?.access);
  return (
    <section aria-labelledby="point-your-sdk">
      <h3 id="point-your-sdk" className="text-sm font-semibold">
        Point your SDK here
      </h3>
      <p className="mt-0.5 mb-2.5 text-ink-2">
        Every answer with <code className="font-mono text-xs">store: true</code> lands in
        Completions.
        {isAsked && language !== '4D' && (
          <>
            {' '}
            Set <code className="font-mono text-xs">OPENAI_API_KEY</code> to an{' '}
            <Link to={paths.settings('access')} className="text-accent-ink underline">
              access token
            </Link>
            .
          </>
        )}
      </p>
      <CodeBlock
        code={sdkSnippet(language, { baseUrl: ownUrl('/v1'), model, isAsked })}
        label={language}
      />
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
