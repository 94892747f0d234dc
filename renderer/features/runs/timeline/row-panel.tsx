import { ScrollText } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Name } from '../../../ui/name.tsx'
import { PanelContent, SidePanel } from '../../../ui/panel/side-panel.tsx'
import { usePlace } from '../place.ts'
import { type RunRow, tookText } from '../rows/row.ts'
import { rowWords } from '../rows/words.ts'
import { words } from './words.ts'

/** The log of a row of the timeline. */
export function RowPanel({ row, now, onClose, children }: { row: RunRow; now: number; onClose(): void; children: ReactNode }) {
  const { show } = usePlace()
  const { place } = row
  return (
    <SidePanel onClose={onClose}>
      <PanelContent
        title={<Name>{row.name}</Name>}
        note={<p className="text-sm text-ink-2">{rowWords.row('', row.look.word, tookText(row, now))}</p>}
        actions={
          place && (
            <div className="flex shrink-0 items-center border-b border-rule px-4 py-1.5">
              <Button small onClick={() => show(place, { tab: 'log', peek: null })}>
                <ScrollText aria-hidden="true" className="size-3.5" />
                {words.openLog}
              </Button>
            </div>
          )
        }
        isFilled
      >
        {place ? children : <p className="p-4 text-sm text-ink-2">{words.noLog}</p>}
      </PanelContent>
    </SidePanel>
  )
}
