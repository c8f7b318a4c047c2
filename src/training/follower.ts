/** The workers that share a training with the one that the page started. Bundled before the site is built. */
import {isWorker} from "../exposeApi.js";
import {follow} from "./crew/follow.js";
import {followTraining} from "./engine/followTraining.js";

if (isWorker) follow(self, followTraining);
