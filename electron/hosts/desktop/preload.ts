import { contextBridge, ipcRenderer } from 'electron'

// A page can only ask for a message port, which reaches it as a message of its own window.
ipcRenderer.on('localflow:port', ({ ports }) => window.postMessage('localflow-port', location.origin, [...ports]))
contextBridge.exposeInMainWorld('localflow', { connect: () => ipcRenderer.send('localflow:connect') })
