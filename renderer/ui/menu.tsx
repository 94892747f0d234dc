import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './class-names.ts'

/** A button that opens a list of actions. */
export function Menu({
  trigger,
  children,
  side = 'bottom',
  align = 'end',
}: {
  trigger: ReactElement
  children: ReactNode
  side?: 'bottom' | 'top'
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-60 outline-none">
          <Base.Popup className="min-w-44 rounded-lg border border-rule bg-surface p-1 shadow-float outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export const MenuSeparator = () => <Base.Separator className="my-1 border-t border-rule" />

export function MenuItem({
  children,
  onSelect,
  danger,
  checked,
  disabled = false,
  title,
}: {
  children: ReactNode
  onSelect(): void
  danger?: boolean
  /** For one of several choices: whether it is the current one. */
  checked?: boolean
  disabled?: boolean
  /** Such as why it is disabled. */
  title?: string | undefined
}) {
  return (
    <Base.Item
      {...(checked !== undefined && { role: 'menuitemradio', 'aria-checked': checked })}
      onClick={onSelect}
      disabled={disabled}
      title={title}
      className={cx(
        'flex h-7 items-center gap-2 rounded-md px-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover',
        danger && 'text-bad',
      )}
    >
      {checked !== undefined && (
        <span aria-hidden="true" className="w-3">
          {checked ? '✓' : ''}
        </span>
      )}
      {children}
    </Base.Item>
  )
}
