-- The links of days that are over are forgotten branch by branch: without a look at those of all the others.
CREATE INDEX visit_by_day ON visit (branch, day);
