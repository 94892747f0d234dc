import type { DefinitionParts } from '../../definition/definition-page.tsx'
import type { RunOutput } from './test-run.tsx'

/** What other features show on the page of a job. */
export type JobParts = DefinitionParts & { output: RunOutput }
