import { serve } from './serve';
import { failStart } from './start/fail-start';
import { projectFolder } from './start/project-folder';

// The server alone, all of it from environment variables: what development, tests and measures start.
serve({ environment: process.env, base: projectFolder }).catch(failStart);
