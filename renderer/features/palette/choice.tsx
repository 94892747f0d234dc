import { Command } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import { Children, type ReactNode } from 'react'

/** Choices under a heading; nothing where there are none. */
export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  if (Children.toArray(children).length === 0) return null
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  )
}

/** `value`: the text that is searched, unique among all choices. */
export function Choice({
  value,
  icon: Icon,
  onSelect,
  children,
}: {
  value: string
  icon: LucideIcon
  onSelect(): void
  children: ReactNode
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2.5 truncate rounded-md px-2.5 data-[selected=true]:bg-selected [&>svg]:text-ink-3"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <span className="truncate">{children}</span>
    </Command.Item>
  )
}
