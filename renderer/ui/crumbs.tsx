import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { cx } from './class-names.ts'
import { Name } from './name.tsx'

type Props = {
  /** Null: there is no page to go to. */
  way: [name: string, href: string | null][]
  /** Small and quiet behind the name: the version and state. */
  note?: ReactNode
  children: string
}

/** A name of so few characters stays whole, such as the number of a run: what leads to it gives way. */
const short = 12

/** The way to a page as quiet links, the first of which is a list and stays whole, and its own name. A narrow window shows the name alone. */
export function Crumbs({ way, note, children }: Props) {
  return (
    <span className="flex min-w-0 items-baseline whitespace-pre">
      {way.map(([name, href], index) => (
        <span key={name} className={cx('flex max-w-60 max-[480px]:hidden', index === 0 ? 'shrink-0' : 'min-w-8 shrink-[4]')}>
          {href === null ? (
            <Name className="font-normal text-ink-2">{name}</Name>
          ) : (
            <Link href={href} className="flex min-w-0 font-normal text-ink-2 hover:underline">
              <Name>{name}</Name>
            </Link>
          )}
          <span className="px-1.5 font-normal text-ink-3">›</span>
        </span>
      ))}
      <Name className={cx(children.length <= short && 'shrink-0')}>{children}</Name>
      {note && <span className="shrink-0 pl-2 text-sm font-normal text-ink-3 max-[480px]:hidden">{note}</span>}
    </span>
  )
}
