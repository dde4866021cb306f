// A visitor asks at home to be told more of a product, without script: the consent is read and ticked there, and withdrawn by one touch.
import { expect, test, BRANCH } from "../sportello";
