import { definitionParts } from './definition-parts.tsx'
import { FlowPage } from './features/flows/flow-page.tsx'

const parts = definitionParts('flow')

/** A flow with what other features know about it. */
export const FlowPlace = ({ id }: { id: string }) => <FlowPage id={id} parts={parts} />
