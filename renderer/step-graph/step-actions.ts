import type { StepGesture } from '../../shared/pipeline/edit/gesture.ts'
import type { CanvasEdits } from '../graph/canvas-props.ts'
import { endsOfWay, isFile } from './step-shape.ts'
import { words } from './words.ts'

/** What a person can do with the steps of a pipeline. */
export type StepActions = {
  /** Null: it was refused, and the person was told why. Else the step to choose. */
  apply(gesture: StepGesture): string | null
  /** Why the files of one step cannot become inputs of another; null where they can. */
  whyNot(from: string, to: string): string | null
  /** Goes to a step in the text. */
  open(step: string): void
}

/** The gestures of the canvas as those of steps. Steps are placed by the layout alone. */
export function canvasEdits({ apply, whyNot }: StepActions): CanvasEdits {
  const reason = (from: string, to: string): string | null => (isFile(from) || isFile(to) ? words.noFileWire : whyNot(from, to))
  return {
    whyNot: ({ id }, to) => reason(id, to),
    onConnect: ({ id }, to) => void apply({ do: 'connect', from: id, to }),
    onDropWire: ({ id }) => void (isFile(id) || apply({ do: 'add', after: id })),
    onRewire(way, { id }, to) {
      const ends = endsOfWay(way)
      if (!isFile(ends.from)) apply({ do: 'rewire', ...ends, next: { from: id, to } })
    },
    onDropNew: () => void apply({ do: 'add', after: null }),
    onAddAfter: ({ id }) => void (isFile(id) || apply({ do: 'add', after: id })),
    onAddOn(way) {
      const ends = endsOfWay(way)
      if (!isFile(ends.from)) apply({ do: 'insert', ...ends })
    },
    onSheet: () => {},
  }
}
