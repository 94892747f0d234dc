import { type ReactNode, useId } from 'react'
import { cx } from '../../ui/class-names.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { Name } from '../../ui/name.tsx'
import type { Entry } from './entries.ts'

/** Choices under a heading. */
export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} aria-hidden="true" className="px-2.5 pt-2 pb-1 text-xs text-ink-3">
        {heading}
      </div>
      {children}
    </div>
  )
}

type Props = { entry: Entry; id: string; isChosen: boolean; onPoint(): void; onChoose(): void }

export function Choice({ entry, id, isChosen, onPoint, onChoose }: Props) {
  const Icon = entry.icon
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onPointerMove={onPoint}
      // The text field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={(event) => event.key === 'Enter' && onChoose()}
      className={cx(
        'flex h-8 items-center gap-2.5 truncate rounded-md px-2.5 [&>svg]:text-ink-3 forced-colors:aria-selected:outline-2 forced-colors:aria-selected:-outline-offset-2',
        isChosen && 'bg-selected',
      )}
    >
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <Name className="flex-1">{entry.name}</Name>
      {entry.key && (
        <span aria-hidden="true">
          <KeyHint of={entry.key} />
        </span>
      )}
    </div>
  )
}
