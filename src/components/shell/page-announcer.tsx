import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';

/** Says which page one has come to: the browser says it of pages that it loads itself. */
export function PageAnnouncer() {
  const { pathname } = useLocation();
  const [said, setSaid] = useState({ at: pathname, text: '' });

  useEffect(() => {
    if (said.at === pathname) return undefined;
    // A page whose data is on its way has no title yet, or one without its name.
    const say = () => {
      const text = document.title.replace(/(^| · )Chatkeep$/, '');
      if (text !== '') setSaid({ at: pathname, text });
    };
    say();
    const observer = new MutationObserver(say);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [pathname, said.at]);

  return (
    <output aria-label="Page" className="sr-only">
      {/* Another element, so that a page of the same name is said, too. */}
      <span key={said.at}>{said.text}</span>
    </output>
  );
}
