import { definitionParts } from './definition-parts.tsx'
import { PipelinePage } from './features/pipelines/pipeline-page.tsx'

const parts = definitionParts('pipeline')

/** A pipeline with what other features know about it. */
export const PipelinePlace = ({ id }: { id: string }) => <PipelinePage id={id} parts={parts} />
