import { mount } from 'svelte';
import App from './App.svelte';
import { startRouter } from './router';
import { startApp } from './state/start';
import { registerWorker } from './state/worker';

const target = document.getElementById('app');
if (target) mount(App, { target });
startRouter();
void startApp();
void registerWorker();
