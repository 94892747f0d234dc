import { cx } from './class-names.ts'

/**
 * What a person or a program wrote, in one line of a flex row. Text that is written from right to left is cut off at its own
 * end; all of it is on hover.
 */
export const Name = ({ children, className }: { children: string; className?: string }) => (
  <span dir="auto" title={children} className={cx('min-w-0 truncate text-left', className)}>
    {children}
  </span>
)
