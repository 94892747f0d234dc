import { parentPort, workerData } from 'node:worker_threads'
import { readDefinition } from '../../../shared/flow/read.ts'

/** A thread of its own: reads one definition, returns it with its problems, and ends. */
parentPort?.postMessage(readDefinition(workerData as string))
