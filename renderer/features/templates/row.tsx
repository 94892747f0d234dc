import type { ReactNode } from 'react'

export const rows = 'max-w-[820px] divide-y divide-rule rounded-md border border-rule'

/** Something to create: its name, what it is, and its buttons. */
export const Row = ({ title, note, text, children }: { title: string; note: string; text: string; children: ReactNode }) => (
  <li className="flex items-start gap-x-4 gap-y-2 px-3 py-3 max-[560px]:flex-col">
    <div className="min-w-0 flex-1">
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-semibold [overflow-wrap:anywhere]">
        <bdi>{title}</bdi>
        <span className="text-sm font-normal text-ink-3">{note}</span>
      </h3>
      {text !== '' && (
        <p dir="auto" className="text-ink-2 [overflow-wrap:anywhere] whitespace-pre-line">
          {text}
        </p>
      )}
    </div>
    <span className="flex shrink-0 items-center gap-2">{children}</span>
  </li>
)
