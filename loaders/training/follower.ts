/** The threads that share a training with the command's. */
import {parentPort} from "node:worker_threads";
import {follow, type FollowerPort} from "../../src/training/crew/follow.js";
import {followTraining} from "../../src/training/engine/followTraining.js";

follow(parentPort as unknown as FollowerPort, followTraining);
