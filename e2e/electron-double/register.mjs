import { registerHooks } from 'node:module'

// Loaded before the built desktop program: there `electron` means the double next to this file.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
  },
})
