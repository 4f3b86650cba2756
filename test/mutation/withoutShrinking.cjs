// For the mutation test alone: that a property fails is enough there, and shrinking takes longest.
require('fast-check').configureGlobal({ endOnFailure: true });
