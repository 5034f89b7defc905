#include "CTopBits.h"
