import type { ButtonHTMLAttributes } from 'react'
import { cx } from './class-names.ts'

type Look = 'plain' | 'primary' | 'danger' | 'quiet'
export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; small?: boolean }

const looks: Record<Look, string> = {
  plain: 'border-rule-2 bg-surface hover:bg-hover',
  primary: 'border-accent bg-accent text-accent-ink hover:brightness-110',
  danger: 'border-rule-2 bg-surface text-bad hover:bg-bad-bg',
  quiet: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
}

export const buttonClass = (look: Look = 'plain', small = false): string =>
  cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-100 select-none',
    'disabled:opacity-50 aria-disabled:opacity-50',
    small ? 'h-6 px-2 text-sm' : 'h-7 px-3',
    looks[look],
  )

export function Button({ look, small, className, ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={cx(buttonClass(look, small), className)} />
}

/** A button that shows only an icon: its name is for screen readers and the tooltip. */
export function IconButton({ label, className, ...rest }: ButtonProps & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-grid size-7 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink',
        className,
      )}
    />
  )
}
