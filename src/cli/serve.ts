import { announceSetup } from '../accounts/setup/routes.js';
import { startPortal } from '../main.js';
import { runPortal } from './run.js';

// npm start: the portal as the federation runs it.
await runPortal((config) => startPortal(config, { prepare: announceSetup }));
