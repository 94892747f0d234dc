import { Command } from 'cmdk'
import { Children, type ReactNode } from 'react'
import { KeyHint } from '../../ui/key-hint.tsx'
import { Name } from '../../ui/name.tsx'
import type { Entry } from './entries.ts'

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

export function Choice({ entry, choose }: { entry: Entry; choose(entry: Entry): void }) {
  const Icon = entry.icon
  return (
    <Command.Item
      value={entry.id}
      onSelect={() => choose(entry)}
      className="flex h-8 items-center gap-2.5 truncate rounded-md px-2.5 data-[selected=true]:bg-selected [&>svg]:text-ink-3"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <Name className="flex-1">{entry.name}</Name>
      {entry.key && (
        <span aria-hidden="true">
          <KeyHint of={entry.key} />
        </span>
      )}
    </Command.Item>
  )
}
