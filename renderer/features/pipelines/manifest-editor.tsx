import { useCallback, useMemo, useState } from 'react'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { placesOfSteps } from '../../../shared/pipeline/edit/edit-manifest.ts'
import { knownFields, type Manifest } from '../../../shared/pipeline/manifest.ts'
import type { Problem } from '../../../shared/problem.ts'
import { SourceForm } from '../../source-editor/source-form.tsx'
import { useCodePlace } from '../../source-editor/use-code-place.ts'
import type { SourceEditor } from '../../source-editor/use-source-editor.ts'
import { useDebounced } from '../../ui/use-debounced.ts'
import { PipelineSide } from './pipeline-side.tsx'
import { useManifestText } from './use-manifest-text.ts'
import { words } from './words.ts'

const completions = [...new Set([...Object.values(knownFields).flat(), 'OUTPUT_DIR', 'INPUT_FILE', 'INPUT_NAME'])].sort()

type Props = {
  pipeline: PipelineDetail | null
  editor: SourceEditor<PipelineDetail>
  manifest: Manifest | null
  problems: Problem[]
  readOnly: boolean
  note: { value: string; set(note: string): void } | undefined
}

/** The manifest as text and as a drawing, in step both ways: the chosen step is marked in the text, and the cursor chooses its step. */
export function ManifestEditor({ pipeline, editor, manifest, problems, readOnly, note }: Props) {
  const { form, edit } = editor
  const place = useCodePlace()
  const [chosen, choose] = useState<string | null>(null)
  const text = useManifestText(
    form.source,
    manifest,
    useCallback((source: string) => edit({ source }), [edit]),
  )
  const source = useDebounced(form.source)
  const places = useMemo(() => placesOfSteps(source), [source])
  const marked = useMemo(() => places.find(({ name }) => name === chosen) ?? null, [places, chosen])
  const { goTo } = place
  const open = useCallback(
    (step: string) => {
      const found = places.find(({ name }) => name === step)
      if (found) goTo(source.slice(0, found.from).split('\n').length)
    },
    [places, source, goTo],
  )
  return (
    <SourceForm
      editor={editor}
      kind="pipeline"
      label={words.manifest}
      language="toml"
      completions={completions}
      problems={problems}
      readOnly={readOnly}
      note={note}
      place={place}
      code={{
        marked,
        onCursor: (offset) => choose(places.find(({ from, to }) => offset >= from && offset < to)?.name ?? null),
        onChange: text.type,
        undo: (isRedo) => (isRedo ? text.redo() : text.undo()),
      }}
    >
      <PipelineSide
        pipeline={pipeline}
        manifest={manifest}
        source={form.source}
        problems={problems}
        text={readOnly ? null : text}
        chosen={chosen}
        onChoose={choose}
        onOpen={open}
      />
    </SourceForm>
  )
}
