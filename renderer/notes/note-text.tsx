import Markdown from 'react-markdown'
import { words } from './words.ts'

/** What may open from notes: pages and mail, never files or scripts. */
const isSafe = (href: string | undefined): href is string => /^(https?|mailto):/i.test(href ?? '')

/** Markdown without HTML. Pictures are told of by their words: to show them would ask strangers. */
export default function NoteText({ text }: { text: string }) {
  return (
    <div dir="auto" className="markdown min-w-0 break-words">
      <Markdown
        components={{
          a: ({ children, href }) =>
            isSafe(href) ? (
              <a href={href} title={href} target="_blank" rel="noopener noreferrer" className="text-accent underline">
                {children}
              </a>
            ) : (
              <span title={href} className="underline decoration-dotted">
                {children}
              </span>
            ),
          img: ({ alt }) => <em>[{alt || words.picture}]</em>,
          h1: ({ children }) => <h4>{children}</h4>,
          h2: ({ children }) => <h5>{children}</h5>,
          h3: ({ children }) => <h6>{children}</h6>,
          pre: ({ children }) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
            <pre tabIndex={0}>{children}</pre>
          ),
        }}
      >
        {text}
      </Markdown>
    </div>
  )
}
