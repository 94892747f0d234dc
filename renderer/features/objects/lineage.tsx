import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo } from 'react'
import { useLocation } from 'wouter'
import type { Artifact, Maker, ObjectDetail } from '../../../shared/model/object.ts'
import { api, messageOf } from '../../api/client.ts'
import type { BoxLook } from '../../graph/canvas-props.ts'
import { plainBoxes, plainPort, type Shape, type Way } from '../../graph/shape.ts'
import { Name } from '../../ui/name.tsx'
import { Problem } from '../../ui/problem.tsx'
import { words } from './words.ts'

const Canvas = lazy(() => import('../../graph/canvas.tsx').then(({ Canvas }) => ({ default: Canvas })))

type Drawn = { shape: Shape; files: Map<string, Artifact> }

/** The files that this one was made from, and those made from it, with the steps between them. */
export function Lineage({ file }: { file: ObjectDetail }) {
  const { data, error } = useQuery(api.objects.lineage.queryOptions({ input: { hash: file.hash } }))
  const [, go] = useLocation()
  const drawn = useMemo(() => drawnOf(data?.items ?? [], file), [data, file])
  const boxOf = useCallback(
    (key: string): BoxLook | null => {
      const named = drawn.files.get(key)
      if (!named) return null
      return {
        border: 'border-rule-2',
        label: words.box(named.name),
        title: named.hash,
        content: (
          <>
            <span className="flex min-w-0 items-center gap-1.5">
              <FileText aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
              <Name className="flex-1 font-medium">{named.name}</Name>
            </span>
            <span className="font-mono text-xs text-ink-3">{named.hash.slice(0, 12)}</span>
          </>
        ),
      }
    },
    [drawn],
  )
  const chosen = useMemo(() => [file.hash], [file.hash])
  if (error) return <Problem message={words.lineageUnreadable(messageOf(error))} />
  return (
    <Suspense fallback={<div className="h-full bg-sunken" />}>
      <Canvas
        shape={drawn.shape}
        boxOf={boxOf}
        focus={file.hash}
        chosen={chosen}
        onChoose={(hashes) => {
          const hash = hashes.at(-1)
          if (hash !== undefined && hash !== file.hash) go(`/files/${hash}`)
        }}
      />
    </Suspense>
  )
}

function drawnOf(chain: { file: Artifact; by: Maker | null }[], { hash, names, size, usedBy }: ObjectDetail): Drawn {
  const files = new Map<string, Artifact>([[hash, { hash, name: names[0] ?? '', size }]])
  const ways = new Map<string, Way>()
  const add = (from: string, to: string, step: string | null): void => {
    const id = JSON.stringify([from, to])
    ways.set(id, { id, from, port: plainPort, to, label: step ?? '', isTrouble: false })
  }
  for (const { file, by } of chain) {
    files.set(file.hash, file)
    if (!by?.input) continue
    files.set(by.input.hash, by.input)
    add(by.input.hash, file.hash, by.step)
  }
  for (const { files: made, step } of usedBy)
    for (const file of made) {
      if (files.size > 60 || file.hash === hash) continue
      files.set(file.hash, file)
      add(hash, file.hash, step)
    }
  const titles = [...files.values()].map(({ name }) => name)
  return { shape: { boxes: plainBoxes([...files.keys()], titles), ways: [...ways.values()] }, files }
}
