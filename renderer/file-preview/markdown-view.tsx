import Markdown from 'react-markdown'
import { words } from './words.ts'

/** Markdown as it reads. Links lead nowhere from here, and pictures are told of by their words: both would ask strangers. */
export default function MarkdownView({ text }: { text: string }) {
  return (
    <section
      aria-label={words.content}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="markdown min-h-0 flex-1 overflow-auto p-4 outline-offset-[-2px]"
    >
      <Markdown
        components={{
          a: ({ children, href }) => (
            <span title={href} className="underline decoration-dotted">
              {children}
            </span>
          ),
          img: ({ alt }) => <em>[{alt || words.picture}]</em>,
        }}
      >
        {text}
      </Markdown>
    </section>
  )
}
