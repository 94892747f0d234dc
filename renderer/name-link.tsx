import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { cx } from './ui/class-names.ts'

/**
 * The name in a row, as the way to its page, with what else there is to say about it where there is room. A name that is
 * written from right to left is cut off at its own end.
 */
export const NameLink = ({ href, name, isQuiet, children }: Props) => (
  <span className="flex min-w-0 items-baseline gap-2">
    <Link
      href={href}
      dir="auto"
      title={name}
      className={cx('min-w-0 truncate text-left font-medium hover:underline', isQuiet && 'text-ink-2')}
    >
      {name}
    </Link>
    {children}
  </span>
)

type Props = { href: string; name: string; isQuiet?: boolean; children?: ReactNode }

/** More about a thing behind its name, in a column that is wide enough. */
export const NameNote = ({ isCode = false, children }: { isCode?: boolean; children: string }) => (
  <span
    dir="auto"
    title={children}
    className={cx('hidden min-w-0 shrink-[99] truncate text-ink-3 @min-[320px]:block', isCode ? 'font-mono text-xs' : 'text-sm')}
  >
    {children}
  </span>
)
