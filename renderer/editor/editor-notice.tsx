import { FilePen, Trash2 } from 'lucide-react'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import type { Editor } from './use-editor.ts'
import { words } from './words.ts'

type Props = {
  editor: Pick<Editor<unknown, object>, 'kind' | 'isDeleted' | 'isOutdated' | 'restore' | 'saveAsNew'> & {
    save(compare?: boolean): Promise<unknown>
  }
}

/** Says early what saving will meet: the object was deleted, or there is a newer version of it. */
export const EditorNotice = ({ editor }: Props) => (
  <div role="status" className="shrink-0">
    {editor.isDeleted ? <Deleted editor={editor} /> : editor.isOutdated ? <Newer editor={editor} /> : null}
  </div>
)

function Deleted({ editor: { kind, restore, saveAsNew } }: Props) {
  const { deletedElsewhere, restore: restoreIt, saveAsNew: saveIt } = words.kinds[kind]
  return (
    <Banner
      icon={Trash2}
      action={
        <span className="flex flex-wrap gap-2">
          <Button small onClick={() => void restore()}>
            {restoreIt}
          </Button>
          <Button small onClick={() => void saveAsNew()}>
            {saveIt}
          </Button>
        </span>
      }
    >
      {deletedElsewhere}
    </Banner>
  )
}

const Newer = ({ editor }: Props) => (
  <Banner
    icon={FilePen}
    action={
      <Button small onClick={() => void editor.save(true)}>
        {words.compare}
      </Button>
    }
  >
    {words.newerVersion}
  </Banner>
)
