import { parentPort, workerData } from 'node:worker_threads'
import { readDefinition } from '../../../shared/flow/read.ts'

/** A thread of its own: reads one definition, says what it is and what is wrong with it, and ends. */
parentPort?.postMessage(readDefinition(workerData as string))
