import { useQuery } from '@tanstack/react-query'
import { Folder, FolderPlus, FolderX } from 'lucide-react'
import { useState } from 'react'
import { folderPath, folderProblem } from '../../shared/folder.ts'
import { api } from '../api/client.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { OptionList } from './option-list.tsx'
import { words } from './words.ts'

type Props = {
  title: string
  /** Folders that are not offered. */
  isOffered?: (path: string) => boolean
  onMove(folder: string): void
  onClose(): void
}

const none: { path: string; count: number }[] = []

/** Asks for a folder: one that exists, a new one, or none. */
export function MoveDialog({ title, isOffered = () => true, onMove, onClose }: Props) {
  const folders = useQuery(api.organize.labels.queryOptions()).data?.folders ?? none
  const [text, setText] = useState('')
  const path = folderPath(text)
  const problem = folderProblem(path)
  const move = (folder: string) => {
    onClose()
    onMove(folder)
  }
  const shown = folders.filter(({ path: each }) => isOffered(each) && each.toLowerCase().includes(path.toLowerCase()))
  const isNew = path !== '' && problem === null && !folders.some(({ path: each }) => each.toLowerCase() === path.toLowerCase())
  const option = (key: string, Icon: typeof Folder, name: string, folder: string, count?: number) => ({
    ...{ key, isOn: false, act: () => move(folder) },
    content: (
      <>
        <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <span dir="auto" className="min-w-0 flex-1 truncate text-left">
          {name}
        </span>
        {count !== undefined && <span className="text-sm text-ink-3 tabular-nums">{words.tags.countOf(count)}</span>}
      </>
    ),
  })
  return (
    <FormDialog
      title={title}
      submit={words.folder.save}
      isReady={path !== '' && problem === null}
      onSubmit={() => move(path)}
      onClose={onClose}
    >
      <OptionList
        label={words.folder.field}
        listLabel={words.folder.list}
        hint={words.folder.hint}
        error={problem === null ? undefined : words.folder.invalid(problem)}
        text={text}
        onText={setText}
        options={[
          ...shown
            .toSorted(
              (a, b) => Number(b.path.toLowerCase() === path.toLowerCase()) - Number(a.path.toLowerCase() === path.toLowerCase()),
            )
            .map(({ path: each, count }) => option(each, Folder, each, each, count)),
          ...(isNew ? [option(' new', FolderPlus, words.folder.make(path), path)] : []),
          ...(path === '' ? [option(' none', FolderX, words.folder.top, '')] : []),
        ]}
      />
    </FormDialog>
  )
}
