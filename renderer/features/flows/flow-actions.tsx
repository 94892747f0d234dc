import { Ellipsis, Play, Trash2, Upload } from 'lucide-react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { definitionWords } from '../../words.ts'
import { removeFlow } from './actions.ts'
import { words } from './words.ts'

/** What can be done with a flow that is saved. */
export function FlowActions({
  flow,
  canPublish,
  onPublish,
  onStart,
  onGone,
}: {
  flow: FlowDetail
  canPublish: boolean
  onPublish(): void
  onStart(): void
  onGone(): void
}) {
  return (
    <>
      <Button disabled={!canPublish} onClick={onPublish}>
        <Upload aria-hidden="true" className="size-3.5" />
        {words.publish}
      </Button>
      <Button look="primary" disabled={flow.version === null} onClick={onStart}>
        <Play aria-hidden="true" className="size-3.5" />
        {words.run}
      </Button>
      <Menu
        trigger={
          <IconButton label={definitionWords.moreActions}>
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => void removeFlow(flow).then((removed) => removed && onGone())}>
          <Trash2 aria-hidden="true" className="size-3.5" />
          {words.deleteFlow}
        </MenuItem>
      </Menu>
    </>
  )
}
