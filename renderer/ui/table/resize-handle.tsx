import { ResizeEdge } from '../resize-edge.tsx'
import { narrowest, widest } from './columns.ts'
import { words } from './words.ts'

type Props = {
  name: string
  width: number
  /** The edge that can be moved: the one that faces the main column, which gives or takes the room. */
  side: 'left' | 'right'
  onResizing(width: number): void
  onResize(width: number | null): void
}

/** The edge of a column's header. */
export const ResizeHandle = ({ name, ...edge }: Props) => (
  <ResizeEdge
    {...edge}
    label={words.widthOf(name)}
    least={narrowest}
    most={widest}
    className={edge.side === 'right' ? '-right-3 after:inset-y-1.5' : '-left-3 after:inset-y-1.5'}
  />
)
