import { Download, FileSearch, ListChecks } from 'lucide-react'
import { useCallback } from 'react'
import { Link, useLocation } from 'wouter'
import type { Artifact } from '../../../shared/model/object.ts'
import { downloadFile } from '../../file-preview/download.ts'
import { NameLink } from '../../name-link.tsx'
import { useTableLayout } from '../../table-layout.ts'
import { bytesText } from '../../ui/bytes-text.ts'
import { countText } from '../../ui/count-text.ts'
import type { Action } from '../../ui/table/action.ts'
import type { Column } from '../../ui/table/columns.ts'
import { Table } from '../../ui/table/table.tsx'
import { Ago, instant } from '../../ui/time.tsx'
import { FilePeek } from './file-peek.tsx'
import { words } from './words.ts'

export type KeptFile = Artifact & { run: number; madeAt: number }

const newestFirst = { column: 'when', isDescending: true }
/** For the main action and the menu. */
const actionsWidth = 124

const columns: Column<KeptFile>[] = [
  {
    ...{ id: 'name', name: words.columns.name, width: 240, isMain: true },
    cell: ({ name, hash }) => <NameLink href={`/files/${hash}`} name={name} />,
  },
  {
    ...{ id: 'hash', name: words.columns.hash, width: 120, rank: 3, title: ({ hash }: KeptFile) => hash },
    cell: ({ hash }) => <span className="font-mono text-sm text-ink-3">{hash.slice(0, 12)}</span>,
  },
  {
    ...{ id: 'size', name: words.columns.size, width: 80, rank: 2, isRight: true },
    cell: ({ size }) => <span className="text-ink-2">{bytesText(size)}</span>,
  },
  {
    ...{ id: 'run', name: words.columns.run, width: 104, rank: 1 },
    cell: ({ run }) => (
      <Link href={`/runs/${run}`} className="hover:underline">
        {words.run(run)}
      </Link>
    ),
  },
  {
    ...{ id: 'when', name: words.columns.when, width: 112, rank: 4 },
    cell: ({ madeAt }) => (
      <span className="text-ink-2">
        <Ago at={madeAt} />
      </span>
    ),
  },
]

export function ObjectTable({ files, more }: { files: KeptFile[]; more: (() => void) | null }) {
  const [, go] = useLocation()
  return (
    <Table
      label={words.title}
      nouns={words.nouns}
      columns={columns}
      items={files}
      keyOf={keyOf}
      nameOf={nameOf}
      sentenceOf={sentenceOf}
      onOpen={useCallback(({ hash }: KeptFile) => go(`/files/${hash}`), [go])}
      more={more}
      usualSort={newestFirst}
      layout={useTableLayout('files')}
      actionsOf={(file) => actionsOf(file, go)}
      actionsWidth={actionsWidth}
      peek={{ idOf: ({ hash }) => hash, contentOf: (hash) => <FilePeek hash={hash} actionsOf={(file) => openingOf(file, go)} /> }}
      footer={countText(files.length, words.nouns, { isPart: more !== null })}
    />
  )
}

const keyOf = ({ run, name, hash, madeAt }: KeptFile): string => `${run} ${madeAt} ${hash} ${name}`
const nameOf = ({ name }: KeptFile): string => name
const sentenceOf = ({ name, size, run, madeAt }: KeptFile): string => words.row(name, bytesText(size), run, instant(madeAt))

/** What can be done with a file, whichever run made it. */
const openingOf = (file: Artifact, go: (path: string) => void): Action[] => [
  { name: words.download, icon: Download, isMain: true, act: () => downloadFile(file) },
  { name: words.open, icon: FileSearch, act: () => go(`/files/${file.hash}`) },
]

const actionsOf = (file: KeptFile, go: (path: string) => void): Action[] => [
  ...openingOf(file, go),
  { name: words.showRun, fullName: words.showRunOf(file.name), icon: ListChecks, act: () => go(`/runs/${file.run}`) },
]
