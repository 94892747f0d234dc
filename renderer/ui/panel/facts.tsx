import type { ReactNode } from 'react'
import { cx } from '../class-names.ts'

/** Names and values below each other: `Fact`s. */
export const Facts = ({ label, children }: { label?: string; children: ReactNode }) => (
  <dl aria-label={label} className="grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1 text-sm">
    {children}
  </dl>
)

export const Fact = ({ name, isCode = false, children }: { name: string; isCode?: boolean; children: ReactNode }) => (
  <>
    <dt className="max-w-32 truncate text-ink-2" title={name}>
      {name}
    </dt>
    <dd className={cx('min-w-0 break-words tabular-nums', isCode && 'font-mono')}>{children}</dd>
  </>
)

/** A part of a panel with a heading. */
export const PanelSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title} className="min-w-0">
    <h3 className="mb-1 text-sm font-medium text-ink-2">{title}</h3>
    {children}
  </section>
)

/** What a machine wrote, in a box that scrolls by itself once it is high. */
export const PanelCode = ({ label, className, children }: { label: string; className?: string; children: ReactNode }) => (
  <pre
    role="group"
    aria-label={label}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    tabIndex={0}
    className={cx(
      'overflow-auto rounded-md bg-sunken p-2 font-mono text-sm break-words whitespace-pre-wrap outline-offset-[-2px]',
      className ?? 'max-h-60',
    )}
  >
    {children}
  </pre>
)
