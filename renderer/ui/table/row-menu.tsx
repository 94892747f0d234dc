import { Menu as Base } from '@base-ui/react/menu'
import { ActionItems } from '../action-items.tsx'
import type { Action } from './action.ts'

/** Where a menu opens: at the pointer, or at the button or row that it belongs to. */
export type Place = Element | { getBoundingClientRect(): DOMRect }

export const atPointer = (x: number, y: number): Place => ({ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) })

type Props = {
  label: string
  actions: Action[]
  place: Place | null
  onClose(): void
  /** Where the focus goes afterwards; false: it stays where it is. */
  focusAfter(): HTMLElement | false | null
}

/** Everything that can be done with a row. */
export function RowMenu({ label, actions, place, onClose, focusAfter }: Props) {
  return (
    <Base.Root open={place !== null} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={place} side="bottom" align="start" sideOffset={2} className="z-60 outline-none">
          <Base.Popup
            aria-label={label}
            finalFocus={focusAfter}
            className="min-w-52 rounded-lg border border-rule bg-surface p-1 shadow-float outline-none"
          >
            <ActionItems actions={actions} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
