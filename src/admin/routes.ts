import { Router } from 'express';
import { page } from '../platform/render.js';
import { asAdmin } from '../platform/routing.js';
import { adminPage } from './pages.js';

/** Where an administrator begins. */
export function adminRoutes(): Router {
  return Router().get(
    '/quan-tri',
    asAdmin((admin, _req, res) => page(res, 'admin/index', adminPage(admin))),
  );
}
